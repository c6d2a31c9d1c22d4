-- What belongs to the provider: its operators, who are never accounts of a tenant, the papers that they and customers agree to, and
-- where data lies.

CREATE TABLE operator (
  id            BINARY(16)   NOT NULL,
  name          VARCHAR(63)  NOT NULL,
  name_key      VARBINARY(252) NOT NULL,
  mail          VARCHAR(254) NULL,
  mail_key      VARBINARY(1016) NULL,
  password_hash VARCHAR(255) NULL,
  password_changed_at DATETIME(6) NULL,
  totp_seed     VARBINARY(60) NULL COMMENT 'encrypted under a key derived from the master key',
  totp_last_step BIGINT      NULL COMMENT 'each step is good once',
  allowed_addresses VARCHAR(2000) NOT NULL DEFAULT '' COMMENT 'CIDR list, asked before the password; empty: from nowhere',
  training_valid_until DATE  NULL COMMENT 'sign-in stops after this day (JST)',
  demo          BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'needs no second factor, address or training; only made with the demo data',
  locked_at     DATETIME(6)  NULL,
  version       INT          NOT NULL DEFAULT 0 COMMENT 'rises with every change that must end cached sign-ins',
  created_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY operator_name (name_key),
  UNIQUE KEY operator_mail (mail_key)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: provider';

CREATE TABLE operator_role (
  operator_id   BINARY(16)   NOT NULL,
  role          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  PRIMARY KEY (operator_id, role),
  CONSTRAINT operator_role_operator FOREIGN KEY (operator_id) REFERENCES operator (id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: provider';

CREATE TABLE operator_recovery_code (
  operator_id   BINARY(16)   NOT NULL,
  code_hash     BINARY(32)   NOT NULL,
  used_at       DATETIME(6)  NULL,
  PRIMARY KEY (operator_id, code_hash),
  CONSTRAINT operator_recovery_code_operator FOREIGN KEY (operator_id) REFERENCES operator (id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: provider';

CREATE TABLE operator_session (
  id            BINARY(16)   NOT NULL,
  token_hash    BINARY(32)   NOT NULL COMMENT 'keyed hash; the token itself is only in the cookie',
  operator_id   BINARY(16)   NOT NULL,
  created_at    DATETIME(6)  NOT NULL,
  last_seen_at  DATETIME(6)  NOT NULL,
  expires_at    DATETIME(6)  NOT NULL,
  address       VARCHAR(45)  NOT NULL,
  user_agent    VARCHAR(200) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY operator_session_token (token_hash),
  KEY operator_session_operator (operator_id),
  CONSTRAINT operator_session_operator FOREIGN KEY (operator_id) REFERENCES operator (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: provider';

-- Terms of service for customers, security policy for operators. What was published is never changed: a new version is a new row.
CREATE TABLE paper (
  id            BINARY(16)   NOT NULL,
  kind          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'TERMS or POLICY',
  number        INT          NOT NULL COMMENT 'the version',
  language      VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  content       MEDIUMTEXT   NOT NULL,
  sha256        BINARY(32)   NOT NULL COMMENT 'of the content in UTF-8',
  published_at  DATETIME(6)  NULL,
  PRIMARY KEY (id),
  UNIQUE KEY paper_version (kind, number, language)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: provider';

CREATE TABLE terms_acceptance (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  contract_id   BINARY(16)   NOT NULL,
  paper_id      BINARY(16)   NOT NULL,
  accepted_by   VARCHAR(63)  NOT NULL COMMENT 'account of the tenant; its name stays when the account goes',
  accepted_at   DATETIME(6)  NOT NULL,
  address       VARCHAR(45)  NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY terms_acceptance_once (tenant_id, contract_id, paper_id),
  KEY terms_acceptance_paper (paper_id),
  CONSTRAINT terms_acceptance_contract FOREIGN KEY (tenant_id, contract_id) REFERENCES contract (tenant_id, id),
  CONSTRAINT terms_acceptance_paper FOREIGN KEY (paper_id) REFERENCES paper (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: provider';

CREATE TABLE policy_acceptance (
  operator_id   BINARY(16)   NOT NULL,
  paper_id      BINARY(16)   NOT NULL,
  accepted_at   DATETIME(6)  NOT NULL,
  address       VARCHAR(45)  NOT NULL,
  PRIMARY KEY (operator_id, paper_id),
  KEY policy_acceptance_paper (paper_id),
  CONSTRAINT policy_acceptance_operator FOREIGN KEY (operator_id) REFERENCES operator (id),
  CONSTRAINT policy_acceptance_paper FOREIGN KEY (paper_id) REFERENCES paper (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: provider';

CREATE TABLE store (
  name          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'database, keys, blobs',
  location      CHAR(2)      CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'country, ISO 3166-1',
  address       VARCHAR(500) NOT NULL COMMENT 'host and database, or folder; without secrets',
  registered_at DATETIME(6)  NOT NULL,
  started_at    DATETIME(6)  NOT NULL COMMENT 'the newest start that used it',
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: provider';
