-- Every key begins with the tenant, so that a reference from one tenant to another cannot be stored.
-- Identity of names never depends on a collation: *_key columns are computed by the program and binary; codes in keys
-- are compared byte by byte, trailing spaces too (nopad).
-- Every table says in its comment whose data it holds ("class: …"); a column of another class says so in its own.

CREATE TABLE tenant (
  id            BINARY(16)   NOT NULL,
  code          VARCHAR(63)  NOT NULL COMMENT 'as in account@tenant',
  code_key      VARBINARY(252) NOT NULL,
  name          VARCHAR(255) NOT NULL,
  host_name     VARCHAR(253) COLLATE utf8mb4_nopad_bin NULL COMMENT 'the own host name of the tenant, if it has one; lower case',
  zone          VARCHAR(64)  NOT NULL DEFAULT 'Asia/Tokyo' COMMENT 'class: customer settings',
  state         VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL DEFAULT 'ACTIVE',
  forbidden_names VARCHAR(1000) NOT NULL DEFAULT '.ht*,.dx*' COMMENT 'class: customer settings',
  created_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY tenant_code (code_key),
  UNIQUE KEY tenant_host (host_name),
  CONSTRAINT tenant_host_lower_case CHECK (host_name = LOWER(host_name))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: provider';

CREATE TABLE contract (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  service_code  VARCHAR(16)  COLLATE utf8mb4_nopad_bin NOT NULL COMMENT 'prefix, eight digits, check digit',
  item          VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'OWN_DOMAIN, SHARED_DOMAIN or LARGE',
  capacity_bytes BIGINT      NOT NULL,
  max_accounts  INT          NOT NULL,
  max_groups    INT          NOT NULL,
  max_links     INT          NULL COMMENT 'one-time URLs in force; null: ten times the accounts',
  starts_on     DATE         NOT NULL,
  billed_from   DATE         NULL COMMENT 'the fee cannot be lowered in the first month from here',
  ends_on       DATE         NULL COMMENT 'the last day of use',
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY contract_of_tenant (tenant_id),
  UNIQUE KEY contract_service_code (service_code),
  CONSTRAINT contract_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: provider';

CREATE TABLE contract_option (
  tenant_id     BINARY(16)   NOT NULL,
  contract_id   BINARY(16)   NOT NULL,
  code          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'ServiceOption',
  PRIMARY KEY (tenant_id, contract_id, code),
  CONSTRAINT contract_option_contract FOREIGN KEY (tenant_id, contract_id) REFERENCES contract (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: provider';

CREATE TABLE account (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  name          VARCHAR(63)  NOT NULL,
  name_key      VARBINARY(252) NOT NULL,
  comment       VARCHAR(80)  NOT NULL DEFAULT '',
  mail          VARCHAR(254) NULL,
  mail_key      VARBINARY(1016) NULL,
  mail_confirmed_at DATETIME(6) NULL,
  password_hash VARCHAR(255) NULL,
  password_changed_at DATETIME(6) NULL,
  password_due_on DATE       NULL COMMENT 'from 00:00 of this day (tenant zone) it must be renewed',
  password_lifetime VARCHAR(8) NULL COMMENT 'ISO 8601 period: P90D, P3M, P1Y',
  password_temporary BOOLEAN NOT NULL DEFAULT FALSE,
  expires_on    DATE         NULL COMMENT 'sign-in stops from 00:00 of this day (tenant zone)',
  locked_at     DATETIME(6)  NULL,
  language      VARCHAR(8)   NULL,
  version       INT          NOT NULL DEFAULT 0 COMMENT 'rises with every change that must end cached sign-ins',
  created_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY account_name (tenant_id, name_key),
  UNIQUE KEY account_mail (tenant_id, mail_key),
  CONSTRAINT account_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

CREATE TABLE account_group (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  name          VARCHAR(63)  NOT NULL,
  name_key      VARBINARY(252) NOT NULL,
  comment       VARCHAR(80)  NOT NULL DEFAULT '',
  built_in      VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_nopad_bin NULL COMMENT 'MANAGERS, ADMINISTRATORS, USERS',
  created_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY account_group_name (tenant_id, name_key),
  UNIQUE KEY account_group_built_in (tenant_id, built_in),
  CONSTRAINT account_group_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

CREATE TABLE group_member (
  tenant_id     BINARY(16)   NOT NULL,
  group_id      BINARY(16)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  PRIMARY KEY (tenant_id, group_id, account_id),
  KEY group_member_account (tenant_id, account_id),
  CONSTRAINT group_member_group FOREIGN KEY (tenant_id, group_id) REFERENCES account_group (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT group_member_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: customer settings';

CREATE TABLE group_role (
  tenant_id     BINARY(16)   NOT NULL,
  group_id      BINARY(16)   NOT NULL,
  role          VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  PRIMARY KEY (tenant_id, group_id, role),
  CONSTRAINT group_role_group FOREIGN KEY (tenant_id, group_id) REFERENCES account_group (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: customer settings';

CREATE TABLE session (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  token_hash    BINARY(32)   NOT NULL COMMENT 'keyed hash; the token itself is only in the cookie',
  account_id    BINARY(16)   NOT NULL,
  created_at    DATETIME(6)  NOT NULL,
  last_seen_at  DATETIME(6)  NOT NULL,
  expires_at    DATETIME(6)  NOT NULL,
  address       VARCHAR(45)  NOT NULL,
  user_agent    VARCHAR(200) NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY session_token (token_hash),
  KEY session_account (tenant_id, account_id),
  CONSTRAINT session_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

CREATE TABLE api_token (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  token_hash    BINARY(32)   NOT NULL,
  account_id    BINARY(16)   NOT NULL,
  label         VARCHAR(80)  NOT NULL,
  scope         VARCHAR(255) NOT NULL DEFAULT '',
  created_at    DATETIME(6)  NOT NULL,
  expires_at    DATETIME(6)  NOT NULL,
  last_used_at  DATETIME(6)  NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY api_token_hash (token_hash),
  CONSTRAINT api_token_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';

CREATE TABLE job_run (
  job           VARCHAR(40)  NOT NULL,
  lease_until   DATETIME(6)  NULL,
  fence         BIGINT       NOT NULL DEFAULT 0,
  owner         VARCHAR(64)  NULL,
  last_started  DATETIME(6)  NULL,
  last_finished DATETIME(6)  NULL,
  last_result   VARCHAR(200) NULL,
  PRIMARY KEY (job)
) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_nopad_bin COMMENT='class: provider';

CREATE TABLE outbox (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  kind          VARCHAR(40)  NOT NULL,
  payload       TEXT         NOT NULL,
  created_at    DATETIME(6)  NOT NULL,
  not_before    DATETIME(6)  NOT NULL,
  tries         INT          NOT NULL DEFAULT 0,
  done_at       DATETIME(6)  NULL,
  PRIMARY KEY (tenant_id, id),
  KEY outbox_due (done_at, not_before),
  CONSTRAINT outbox_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer content';
