package com.pickatime.imports.source.oneroster;

import com.pickatime.imports.source.oneroster.http.RetryPolicy;

/**
 * How much is asked for at once.
 *
 * @param pageSize rows per request at first; halved each time the server cannot cope
 * @param smallestPage rows per request below which halving ends
 * @param mostPages pages of one collection after which the server is taken to answer in circles
 * @param mostPageBytes size of an answer above which the page is halved
 * @param atOnce collections that are read side by side: as many requests are under way at most
 * @param retry how long and how often
 */
public record PullSettings(
        int pageSize, int smallestPage, int mostPages, int mostPageBytes, int atOnce, RetryPolicy retry) {

    public static final PullSettings DEFAULTS =
            new PullSettings(5_000, 100, 20_000, 64 * 1024 * 1024, 3, RetryPolicy.DEFAULTS);

    /** For a look that somebody waits for. */
    public static final PullSettings LOOK = new PullSettings(100, 100, 1, 8 * 1024 * 1024, 1, RetryPolicy.IMPATIENT);
}
