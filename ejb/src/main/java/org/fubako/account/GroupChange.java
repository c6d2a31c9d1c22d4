package org.fubako.account;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fubako.caller.Role;

/**
 * What is to be different about a group; what is empty stays as it is. Members are names of accounts, whatever their case.
 *
 * @param members all that are to be in it
 * @param add accounts that come in, and nothing happens to those that are in it
 * @param remove accounts that leave, and nothing happens to those that are not in it
 */
public record GroupChange(
        Optional<String> comment,
        Optional<Set<Role>> roles,
        Optional<List<String>> members,
        List<String> add,
        List<String> remove) {}
