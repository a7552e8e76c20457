package com.pickatime.notifications.recipients;

import java.util.List;

/** A business's name, and its administrators to be told. */
public record Recipients(String businessName, List<Recipient> administrators) {}
