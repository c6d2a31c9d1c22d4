-- One-time URLs: who has given out what, for how long and how often. Of the secret in the address only a keyed hash is kept.
CREATE TABLE link (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  token_hash    BINARY(32)   NOT NULL COMMENT 'HMAC-SHA-256 of the token under a key derived from the master key',
  account_id    BINARY(16)   NOT NULL COMMENT 'whose rights it has; no reference: its log outlives the account',
  account_name  VARCHAR(63)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  issued_at     DATETIME(6)  NOT NULL,
  expires_at    DATETIME(6)  NOT NULL,
  ended_at      DATETIME(6)  NULL COMMENT 'stopped or used up; null: in force until it expires',
  stopped_by    VARCHAR(63)  CHARACTER SET ascii COLLATE ascii_nopad_bin NULL,
  max_downloads SMALLINT     NOT NULL,
  downloads     SMALLINT     NOT NULL DEFAULT 0,
  password_hash VARCHAR(255) NULL,
  recipients    VARCHAR(5200) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'mail addresses that a code is sent to, separated by blanks; empty: no code',
  addresses     VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'ranges, separated by commas; empty: all',
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY link_token (token_hash),
  KEY link_account (tenant_id, account_id, id),
  KEY link_live (tenant_id, ended_at, expires_at),
  KEY link_expiry (expires_at),
  CONSTRAINT link_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

-- The documents of a link. They may be moved and changed; the path is the one from when it was issued.
CREATE TABLE link_item (
  tenant_id     BINARY(16)   NOT NULL,
  link_id       BINARY(16)   NOT NULL,
  position      SMALLINT     NOT NULL,
  node_id       BINARY(16)   NOT NULL,
  path          VARCHAR(1000) NOT NULL,
  PRIMARY KEY (tenant_id, link_id, position),
  KEY link_item_node (tenant_id, node_id),
  CONSTRAINT link_item_link FOREIGN KEY (tenant_id, link_id) REFERENCES link (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

-- The log of a link: one row for each download that was counted, however often its transfer went on. What cannot be changed any more of it stands in
-- the operation log.
CREATE TABLE link_fetch (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  link_id       BINARY(16)   NOT NULL,
  grant_hash    BINARY(32)   NOT NULL COMMENT 'keyed hash of what lets a broken transfer go on',
  at            DATETIME(6)  NOT NULL,
  last_at       DATETIME(6)  NOT NULL COMMENT 'when something was sent last',
  address       VARCHAR(45)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  mail          VARCHAR(254) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'proved by a code',
  bytes         BIGINT       NOT NULL DEFAULT 0,
  state         VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'RUNNING' COMMENT 'RUNNING, COMPLETE or BROKEN',
  PRIMARY KEY (tenant_id, id),
  KEY link_fetch_link (tenant_id, link_id, id),
  CONSTRAINT link_fetch_link FOREIGN KEY (tenant_id, link_id) REFERENCES link (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

-- Codes that were mailed to people without an account, by what they are for (a link, a receive folder) and where they went.
CREATE TABLE mailed_code (
  tenant_id     BINARY(16)   NOT NULL,
  subject_id    BINARY(16)   NOT NULL,
  mail          VARCHAR(254) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'in lower case',
  code_hash     BINARY(32)   NOT NULL,
  expires_at    DATETIME(6)  NOT NULL,
  tries         TINYINT      NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, subject_id, mail),
  KEY mailed_code_expiry (expires_at),
  CONSTRAINT mailed_code_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

-- Whoever makes a link holds the row of the tenant, so that the limit of links in force is one.
CREATE TABLE link_gate (
  tenant_id     BINARY(16)   NOT NULL,
  PRIMARY KEY (tenant_id),
  CONSTRAINT link_gate_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';
