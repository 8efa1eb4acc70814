-- One row for each user or brand of the host. The row is there before Ayrshare is asked, so that two first requests
-- cannot make two profiles.
CREATE TABLE brands (
    id              INTEGER PRIMARY KEY,
    user_id         TEXT NOT NULL UNIQUE,
    -- What the host calls it now.
    name            TEXT NOT NULL,
    -- What Ayrshare calls it.
    title           TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('creating', 'ready')),
    ref_id          TEXT,
    key_id          TEXT,
    profile_key     BLOB,
    created_at      INTEGER NOT NULL,
    -- When Ayrshare was asked to make the profile, while no answer has come. It stays after a crash, and then tells that
    -- a profile of this title without a key may be ours.
    asked_at        INTEGER,
    CHECK (state = 'creating' OR (key_id IS NOT NULL AND profile_key IS NOT NULL))
) STRICT;
CREATE INDEX brands_by_ref_id ON brands (ref_id);

CREATE TABLE sessions (
    id              TEXT PRIMARY KEY,
    brand           INTEGER NOT NULL REFERENCES brands (id),
    -- JSON: the networks (null: all), the actions, the origins that may embed.
    networks        TEXT,
    actions         TEXT NOT NULL,
    origins         TEXT NOT NULL,
    ttl             INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    ends_at         INTEGER NOT NULL,
    revoked_at      INTEGER
) STRICT;

-- What a session is carried by. Only digests.
CREATE TABLE tokens (
    digest          BLOB PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN ('bearer', 'cookie')),
    session         TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX tokens_by_session ON tokens (session);

-- One-time codes of portal addresses.
CREATE TABLE codes (
    digest          BLOB PRIMARY KEY,
    session         TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    expires_at      INTEGER NOT NULL,
    used_at         INTEGER
) STRICT;
CREATE INDEX codes_by_session ON codes (session);

CREATE TABLE attempts (
    brand           INTEGER NOT NULL REFERENCES brands (id),
    id              TEXT NOT NULL,
    session         TEXT NOT NULL,
    network         TEXT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('open', 'linked', 'failed', 'stopped', 'superseded', 'expired')),
    -- JSON: the account of a linked one, the problem code of a failed one.
    outcome         TEXT,
    -- JSON: what was linked when it began ("none": nothing); null while that is not known.
    baseline        TEXT,
    ticket          BLOB UNIQUE,
    ticket_ends_at  INTEGER,
    ticket_used_at  INTEGER,
    redeemed_at     INTEGER,
    link_session    TEXT,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    PRIMARY KEY (brand, id)
) STRICT;
CREATE INDEX attempts_by_id ON attempts (id);
CREATE INDEX attempts_open ON attempts (state) WHERE state = 'open';

-- What was last seen on a network, and whether Ayrshare said that it dropped it.
CREATE TABLE known (
    brand           INTEGER NOT NULL REFERENCES brands (id),
    network         TEXT NOT NULL,
    account         TEXT,
    dropped_at      INTEGER,
    PRIMARY KEY (brand, network)
) STRICT;

CREATE TABLE hooks (
    hook_id         TEXT PRIMARY KEY,
    received_at     INTEGER NOT NULL
) STRICT;
