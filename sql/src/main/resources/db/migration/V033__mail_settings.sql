-- What somebody has chosen for the mails that he will write. Null: as the company has it.
CREATE TABLE compose_defaults (
  tenant_id     BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  authentication VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'PASSWORD, RANDOM, ACCOUNT or NONE',
  valid_days    SMALLINT     NULL,
  max_opens     INT          NULL,
  receipt       BOOLEAN      NULL,
  sealed_password VARBINARY(300) NULL COMMENT 'under a key of the tenant, for this account only',
  PRIMARY KEY (tenant_id, account_id),
  CONSTRAINT compose_defaults_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

-- Texts to stand below mails.
CREATE TABLE signature (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  label         VARCHAR(60)  NOT NULL,
  body          VARCHAR(2000) NOT NULL COMMENT 'plain text, lines end with LF',
  preselected   BOOLEAN      NOT NULL COMMENT 'one of an account at most',
  PRIMARY KEY (tenant_id, id),
  KEY signature_account (tenant_id, account_id),
  CONSTRAINT signature_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';
