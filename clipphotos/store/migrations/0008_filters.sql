-- What searches filter by, so that no filter reads whole rows. A catalogue that is being repaired may have odd facts.

CREATE INDEX file_present ON file (photo_id, root_id, mtime_ns, size, name) WHERE state = 'present';
CREATE INDEX file_not_ascii ON file (photo_id, name)
    WHERE state = 'present' AND length(CAST(name AS TEXT)) != length(name);
CREATE INDEX photo_by_time ON photo (taken_at);
CREATE INDEX photo_by_shape ON photo (width, height);
CREATE INDEX photo_by_camera ON photo (CASE WHEN json_valid(facts) THEN facts ->> '$.camera' END);
CREATE INDEX photo_by_lens ON photo (CASE WHEN json_valid(facts) THEN facts ->> '$.lens' END);
CREATE INDEX photo_by_position ON photo (
    CASE WHEN json_valid(facts) THEN facts ->> '$.latitude' END,
    CASE WHEN json_valid(facts) THEN facts ->> '$.longitude' END
);
