-- What was seen of each link attempt, for support. It outlives the attempt, so it does not refer to its row.
CREATE TABLE attempt_log (
    brand           INTEGER NOT NULL REFERENCES brands (id),
    attempt         TEXT NOT NULL,
    -- From 1 on, without reuse: a gap tells how much was left out.
    seq             INTEGER NOT NULL,
    -- JSON: what was seen, and by what. No secrets, no names of accounts.
    seen            TEXT NOT NULL,
    -- One that the page can repeat at will. It goes first when the log is full.
    is_ask          INTEGER NOT NULL,
    at              INTEGER NOT NULL,
    -- Seen so many times in a row, and for the last time then.
    count           INTEGER NOT NULL DEFAULT 1,
    last_at         INTEGER NOT NULL,
    PRIMARY KEY (brand, attempt, seq)
) STRICT;
CREATE INDEX attempt_log_by_age ON attempt_log (at);
