-- Mails that wait to be sent. A row goes when its mail was taken by the mail server; one that was given up stays for a while.
ALTER TABLE outbox
  ADD COLUMN last_error VARCHAR(200) NOT NULL DEFAULT '' COMMENT 'why the last try failed; done_at is set when there will be no other';

-- To whom a folder tells what has arrived in it.
CREATE TABLE folder_notice (
  tenant_id     BINARY(16)   NOT NULL,
  node_id       BINARY(16)   NOT NULL,
  recipients    VARCHAR(1300) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL COMMENT '1 to 5 mail addresses, separated by commas',
  language      VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  PRIMARY KEY (tenant_id, node_id),
  CONSTRAINT folder_notice_node FOREIGN KEY (tenant_id, node_id) REFERENCES node (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB COMMENT='class: customer settings';

-- What has arrived and was not told yet. Written with the change itself; a job makes one mail of all that came to a folder together.
CREATE TABLE folder_news (
  tenant_id     BINARY(16)   NOT NULL,
  id            BINARY(16)   NOT NULL,
  node_id       BINARY(16)   NOT NULL COMMENT 'the folder',
  name          VARCHAR(255) NOT NULL,
  length        BIGINT       NOT NULL,
  account       VARCHAR(63)  NOT NULL,
  created_at    DATETIME(6)  NOT NULL,
  PRIMARY KEY (tenant_id, id),
  KEY folder_news_folder (tenant_id, node_id, created_at),
  CONSTRAINT folder_news_node FOREIGN KEY (tenant_id, node_id) REFERENCES node (tenant_id, id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='class: customer content';
