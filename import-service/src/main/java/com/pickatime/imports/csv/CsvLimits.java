package com.pickatime.imports.csv;

/**
 * How large a zip may turn out when it is unpacked.
 *
 * @param entries files in the archive
 * @param bytes unpacked, of all files that are read together
 */
public record CsvLimits(int entries, long bytes) {

    /** More than the largest districts of the United States need. */
    public static final CsvLimits DEFAULTS = new CsvLimits(1_000, 4L * 1024 * 1024 * 1024);
}
