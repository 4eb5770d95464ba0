-- Papers of evidence as they are kept: that one is kept is an entry of the history; its content stands once per unit, under
-- its hash, in pieces of base64, because both databases keep text alike.

CREATE TABLE attachment (
    unit BIGINT NOT NULL,
    year BIGINT NOT NULL,
    seq  BIGINT NOT NULL,
    hash TEXT   NOT NULL, -- SM3 of the content
    size BIGINT NOT NULL, -- bytes
    kind TEXT   NOT NULL, -- the ending of the file's name
    PRIMARY KEY (unit, year, hash)
);

CREATE TABLE attachment_piece (
    unit    BIGINT NOT NULL,
    hash    TEXT   NOT NULL,
    piece   BIGINT NOT NULL, -- 0, 1, 2 …
    content TEXT   NOT NULL,
    PRIMARY KEY (unit, hash, piece)
);
