ALTER TABLE tenant
  ADD COLUMN second_factor_demanded BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'class: customer settings';

-- A session between the right password and the right code opens nothing but the page that asks for the code.
ALTER TABLE session
  ADD COLUMN code_missing BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'the second factor is still to come',
  ADD COLUMN code_tries INT NOT NULL DEFAULT 0;

CREATE TABLE second_factor (
  tenant_id     BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  sealed_seed   VARBINARY(100) NOT NULL COMMENT 'under a key of the tenant, for this account only',
  last_step     BIGINT       NOT NULL COMMENT 'of the last code that counted; none up to it counts again',
  wrong_codes   INT          NOT NULL DEFAULT 0 COMMENT 'since the last right one',
  added_at      DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, account_id),
  CONSTRAINT second_factor_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: customer settings';

-- Each is there until it is used.
CREATE TABLE recovery_code (
  tenant_id     BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  code_hash     BINARY(32)   NOT NULL COMMENT 'keyed hash; the code itself was shown once',
  PRIMARY KEY (tenant_id, account_id, code_hash),
  CONSTRAINT recovery_code_factor FOREIGN KEY (tenant_id, account_id) REFERENCES second_factor (tenant_id, account_id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: customer settings';
