package com.pickatime.imports.source.csv;

/**
 * How large a zip may turn out when it is unpacked.
 *
 * @param entries files in the archive
 * @param bytes unpacked, of all files that are read together
 * @param rows of one file
 */
public record CsvLimits(int entries, long bytes, long rows) {

    /** The largest district of the United States has a million students, and each some eight enrollments. */
    public static final CsvLimits DEFAULTS = new CsvLimits(1_000, 4L * 1024 * 1024 * 1024, 15_000_000);

    /** As many rows as any district may have. */
    public CsvLimits(int entries, long bytes) {
        this(entries, bytes, DEFAULTS.rows());
    }
}
