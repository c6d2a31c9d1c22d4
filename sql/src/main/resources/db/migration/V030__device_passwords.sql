-- Passwords for one device each, made by the server: for WebDAV and the API, never for the portal.
CREATE TABLE device_password (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  secret_hash   BINARY(32)   NOT NULL COMMENT 'SHA-256 of 130 random bits',
  label         VARCHAR(80)  NOT NULL,
  for_dav       BOOLEAN      NOT NULL,
  for_api       BOOLEAN      NOT NULL,
  scope         VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'READ or WRITE',
  folder        VARCHAR(900) NOT NULL DEFAULT '' COMMENT 'class: customer content; the path below which alone it works, empty: everywhere',
  addresses     VARCHAR(2000) NOT NULL DEFAULT '' COMMENT 'ranges, separated by commas; empty: all',
  created_at    DATETIME(6)  NOT NULL,
  expires_at    DATETIME(6)  NULL,
  last_used_at  DATETIME(6)  NULL,
  last_address  VARCHAR(45)  NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY device_password_secret (tenant_id, secret_hash),
  KEY device_password_account (tenant_id, account_id),
  CONSTRAINT device_password_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

-- Tokens that were made before did everything.
UPDATE api_token SET scope = 'WRITE' WHERE scope = '';
ALTER TABLE api_token
  MODIFY scope VARCHAR(8) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'WRITE' COMMENT 'READ or WRITE',
  ADD COLUMN addresses VARCHAR(2000) NOT NULL DEFAULT '' COMMENT 'ranges, separated by commas; empty: all' AFTER scope,
  ADD COLUMN last_address VARCHAR(45) NULL;
