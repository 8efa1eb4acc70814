-- What a start page was let in with, from when Ayrshare is asked for its page. One excludes the other. Null: nobody was let
-- in by these, or Ayrshare made no page.
ALTER TABLE attempts ADD COLUMN let_in_by TEXT CHECK (let_in_by IN ('ticket', 'confirmed'));
