package com.pickatime.imports.run;

import com.pickatime.imports.plan.roster.RowRefusal;
import com.pickatime.platform.ids.ImportId;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * The rows one import refused.
 *
 * @param total of them, of which {@code rows} are some or all
 */
public record RefusedRows(@BsonId ImportId importId, Instant at, long total, List<RowRefusal> rows) {}
