package org.fubako.account;

import java.util.List;
import java.util.Optional;

/**
 * What is to be different about an account; what is empty stays as it is. Groups are named, whatever their case.
 *
 * @param mail an address that no other account has; an empty text for none
 * @param groups all that it is to be in
 * @param add groups that it comes into, and nothing happens to those that it is in
 * @param remove groups that it leaves, and nothing happens to those that it is not in
 */
public record AccountChange(
        Optional<String> comment,
        Optional<String> mail,
        Optional<AccountTerms> terms,
        Optional<List<String>> groups,
        List<String> add,
        List<String> remove) {}
