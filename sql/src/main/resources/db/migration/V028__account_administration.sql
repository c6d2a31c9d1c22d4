-- What managing accounts needs: when somebody was last here, and that an upload may outlive its account until a job has removed it.
ALTER TABLE account
  ADD COLUMN last_sign_in_at DATETIME(6) NULL COMMENT 'with the password',
  ADD COLUMN password_pending BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'a job has yet to make its hash as slow as it must be',
  ADD KEY account_password_pending (password_pending);
ALTER TABLE resumable_upload
  DROP FOREIGN KEY resumable_upload_account;

-- Links that are mailed to the holder of an account: to choose a password, or to confirm the address. One of each kind at a time.
CREATE TABLE account_link (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  token_hash    BINARY(32)   NOT NULL COMMENT 'keyed hash; the token itself is only in the mail',
  account_id    BINARY(16)   NOT NULL,
  purpose       VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT 'INVITATION, RESET, ADDRESS',
  mail          VARCHAR(254) NOT NULL COMMENT 'where it was sent',
  created_at    DATETIME(6)  NOT NULL,
  expires_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE KEY account_link_token (token_hash),
  UNIQUE KEY account_link_purpose (tenant_id, account_id, purpose),
  CONSTRAINT account_link_account FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer settings';
