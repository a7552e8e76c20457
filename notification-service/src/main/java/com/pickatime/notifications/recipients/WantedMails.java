package com.pickatime.notifications.recipients;

/** Which imports a business's administrators want to be told about, beside those that somebody asked for. */
public enum WantedMails {
    EVERY_RUN,
    CHANGES,
    PROBLEMS,
    CHANGES_AND_PROBLEMS;

    public boolean includes(boolean changed, boolean problem) {
        return switch (this) {
            case EVERY_RUN -> true;
            case CHANGES -> changed;
            case PROBLEMS -> problem;
            case CHANGES_AND_PROBLEMS -> changed || problem;
        };
    }
}
