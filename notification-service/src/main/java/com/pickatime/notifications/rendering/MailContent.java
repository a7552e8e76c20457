package com.pickatime.notifications.rendering;

/** A mail's words: one subject, and the same body as plain text and as HTML. */
public record MailContent(String subject, String text, String html) {}
