package com.pickatime.local.infrastructure.store.documents;

/** Where in the log a document's newest record is; offset and length in bytes. */
record Location(int segment, int offset, int length) {}
