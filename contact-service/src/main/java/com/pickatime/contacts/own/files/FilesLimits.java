package com.pickatime.contacts.own.files;

/**
 * How large files may turn out when they are unpacked.
 *
 * @param entries of the zip
 * @param bytes of each file
 * @param rows of each file
 */
public record FilesLimits(int entries, long bytes, long rows) {

    /** The largest district of the United States has a million students, and each some eight enrollments. */
    public static final FilesLimits DEFAULTS = new FilesLimits(100, 2L * 1024 * 1024 * 1024, 15_000_000);
}
