-- What a tenant has decided for all of its accounts. A tenant without a row has decided nothing: the defaults hold.
CREATE TABLE policy (
  tenant_id     BINARY(16)   NOT NULL,
  password_style VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'MODERN' COMMENT 'MODERN or CLASSIC',
  password_shortest TINYINT  NOT NULL DEFAULT 15,
  password_kinds VARCHAR(40) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'LOWER, UPPER, DIGIT, SYMBOL, separated by commas',
  password_blocklist BOOLEAN NOT NULL DEFAULT TRUE,
  password_lifetime VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'of new accounts; ISO 8601 period: P90D, P3M, P1Y',
  password_remembered TINYINT NOT NULL DEFAULT 0,
  session_idle_minutes SMALLINT NULL COMMENT 'null: as configured',
  session_longest_hours SMALLINT NULL COMMENT 'null: as configured',
  session_most  TINYINT      NOT NULL DEFAULT 5,
  main_password BOOLEAN      NOT NULL DEFAULT TRUE COMMENT 'whether it is accepted by WebDAV and API',
  addresses_portal VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '' COMMENT 'ranges, separated by commas; empty: all',
  addresses_administration VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '',
  addresses_dav VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '',
  addresses_api VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id),
  CONSTRAINT policy_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

-- Hashes of passwords that were used before, as many of each account as its tenant wants remembered.
CREATE TABLE password_history (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  password_hash VARCHAR(255) NOT NULL,
  PRIMARY KEY (tenant_id, id),
  KEY password_history_account (tenant_id, account_id, id),
  CONSTRAINT password_history_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';
