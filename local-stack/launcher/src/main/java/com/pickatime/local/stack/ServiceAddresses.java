package com.pickatime.local.stack;

/** Where the services find the infrastructure, whether embedded or not. */
record ServiceAddresses(String bootstrapServers, String registryUrl, String mongodbUri) {}
