-- When all that was linked was read for the first time. What is found then was there before us and is no news.
ALTER TABLE brands ADD COLUMN first_read_at INTEGER;

-- When an attempt ended. Null for an open one, and for those that ended before this column was there.
ALTER TABLE attempts ADD COLUMN ended_at INTEGER;

-- The id of the account on this network, if nobody linked it with this product and no person has decided about it.
ALTER TABLE known ADD COLUMN outside TEXT;
