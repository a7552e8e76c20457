package com.pickatime.local.stack;

/** The ports of a local stack, all counted from one base. */
public record StackPorts(int base) {

    /** The base unless {@code --port-base} names another. */
    public static final int DEFAULT_BASE = 8100;

    private static final int HIGHEST_OFFSET = 51;

    public StackPorts {
        if (base < 1024 || base + HIGHEST_OFFSET > 65535) {
            throw new IllegalArgumentException("the port base must lie between 1024 and " + (65535 - HIGHEST_OFFSET));
        }
    }

    /** Where people go: the pages, and the sign-in pages with them. */
    public int webUi() {
        return base;
    }

    public int importService() {
        return base + 1;
    }

    public int contactService() {
        return base + 2;
    }

    public int notificationService() {
        return base + 3;
    }

    public int ssoService() {
        return base + 4;
    }

    public int conferenceService() {
        return base + 5;
    }

    /** The page that the stack is tried from. */
    public int startPage() {
        return base + 9;
    }

    public int simulator() {
        return base + 10;
    }

    public int registry() {
        return base + 20;
    }

    public int broker() {
        return base + 30;
    }

    public int controller() {
        return base + 31;
    }

    public int store() {
        return base + 40;
    }

    public int smtp() {
        return base + 50;
    }

    public int inbox() {
        return base + HIGHEST_OFFSET;
    }
}
