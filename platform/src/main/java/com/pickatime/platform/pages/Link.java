package com.pickatime.platform.pages;

/**
 * A way on from a page.
 *
 * @param href a local path, or an https address that an administrator of ours has set; never text from a request
 * @param label where the message bundles have what the link does, in words that make sense by themselves
 */
public record Link(String href, String label) {}
