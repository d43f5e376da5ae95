-- The same for SQLite and PostgreSQL: ids of Discord and of the knowledge are TEXT, times BIGINT milliseconds since 1970, switches BIGINT 0 or 1.
-- No row names a person, or a member's message that others could not see.

-- One row. Every change takes the next revision, which others look out for and which names what the change created.
CREATE TABLE state (
    id BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL
);
INSERT INTO state (id, revision) VALUES (1, 0);

-- `revision` is that of the last change to anything of the guild.
CREATE TABLE guilds (
    guild TEXT PRIMARY KEY,
    revision BIGINT NOT NULL,
    settings TEXT NOT NULL
);
CREATE INDEX guilds_by_revision ON guilds (revision);

CREATE TABLE pauses (
    guild TEXT NOT NULL REFERENCES guilds (guild),
    entry TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (guild, entry)
);

-- Without a target: the articles do not say.
CREATE TABLE taught (
    id BIGINT PRIMARY KEY,
    guild TEXT NOT NULL REFERENCES guilds (guild),
    target TEXT,
    language TEXT NOT NULL,
    phrasing TEXT NOT NULL
);
CREATE INDEX taught_by_guild ON taught (guild);

CREATE TABLE digests (
    id BIGINT PRIMARY KEY,
    guild TEXT NOT NULL REFERENCES guilds (guild),
    channel TEXT NOT NULL,
    weekday BIGINT NOT NULL,
    time TEXT NOT NULL,
    zone TEXT NOT NULL,
    language TEXT NOT NULL,
    what TEXT NOT NULL,
    paused BIGINT NOT NULL
);
CREATE INDEX digests_by_guild ON digests (guild);

-- Who inserts the row, or takes it over when its lease has ended, posts that digest at that time.
CREATE TABLE claims (
    digest BIGINT NOT NULL,
    due BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    done BIGINT NOT NULL,
    PRIMARY KEY (digest, due)
);

-- A row for as long as the question is open. Channel and message only of a public reply in a guild.
CREATE TABLE questions (
    id BIGINT PRIMARY KEY,
    guild TEXT,
    channel TEXT,
    message TEXT,
    language TEXT NOT NULL,
    question TEXT NOT NULL,
    created BIGINT NOT NULL
);
CREATE INDEX questions_by_guild ON questions (guild);

-- In both, '' stands for none, because a key cannot hold NULL. Days are those of UTC.
CREATE TABLE counters (
    guild TEXT NOT NULL,
    day TEXT NOT NULL,
    outcome TEXT NOT NULL,
    language TEXT NOT NULL,
    topic TEXT NOT NULL,
    entry TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (guild, day, outcome, language, topic, entry)
);
CREATE TABLE votes (
    guild TEXT NOT NULL,
    day TEXT NOT NULL,
    entry TEXT NOT NULL,
    vote TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (guild, day, entry, vote)
);
