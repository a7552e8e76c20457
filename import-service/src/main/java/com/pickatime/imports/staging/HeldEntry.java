package com.pickatime.imports.staging;

import com.pickatime.events.RecordType;

/** An active entity that the contact service holds, with the content hash (16 bytes) it was published with. */
public record HeldEntry(RecordType type, String sourceId, byte[] hash) {}
