package com.pickatime.simulator.records;

/** Which OneRoster a record is written in. */
public enum Version {
    V1_1("/ims/oneroster/v1p1"),
    V1_2("/ims/oneroster/rostering/v1p2");

    private final String path;

    Version(String path) {
        this.path = path;
    }

    /** Where the collections of this version are. */
    public String path() {
        return path;
    }

    /** The same record, as this version writes it. */
    public Entity written(Entity record) {
        if (this == V1_1) {
            return record;
        }
        if (record instanceof User user) {
            return RoledUser.of(user);
        }
        return record instanceof Demographics demographics ? demographics.withSexOfVersion12() : record;
    }
}
