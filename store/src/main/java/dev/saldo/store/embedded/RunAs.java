package dev.saldo.store.embedded;

import com.sun.security.auth.module.UnixSystem;
import dev.saldo.store.embedded.EmbeddedPostgresException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Whom the server runs as, because PostgreSQL refuses to run as root.
///
/// 1. Not root: as this process.
/// 2. Root: with `setpriv` as the user who owns the folder, or as `nobody` when root owns it. Every
///    folder above must let that user pass.
/// 3. Root, and the folder can't be reached by another user (it lies in root's home, say): in a
///    user namespace of its own (`unshare -U`), where root is nobody and root's files stay root's.
/// 4. Else a refusal that says what to change.
///
/// @param prefix the words before the program
/// @param uid who must own the files the server writes
/// @param gid their group
record RunAs(List<String> prefix, int uid, int gid) {
  private static final int NOBODY = 65_534;
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

  static boolean isRoot() {
    return new UnixSystem().getUid() == 0;
  }

  static RunAs choose(ServerFolder folder, Path binaries) {
    var me = new UnixSystem();
    if (me.getUid() != 0) {
      return new RunAs(List.of(), Math.toIntExact(me.getUid()), Math.toIntExact(me.getGid()));
    }
    try {
      return asRoot(folder.root(), binaries);
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          Fault.FOLDER_UNUSABLE, "%s can't be inspected: %s".formatted(folder.root(), e), e);
    }
  }

  private static RunAs asRoot(Path folder, Path binaries) throws IOException {
    int owner = number(folder, "unix:uid");
    int uid = owner == 0 ? NOBODY : owner;
    int gid = owner == 0 ? NOBODY : number(folder, "unix:gid");
    if (passable(folder, uid, gid) && passable(binaries, uid, gid)) {
      List<String> other =
          List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--");
      if (works(other)) {
        return new RunAs(other, uid, gid);
      }
    }
    List<String> apart = List.of("unshare", "-U", "--");
    if (owner == 0 && works(apart)) {
      return new RunAs(apart, 0, 0);
    }
    throw new EmbeddedPostgresException(
        Fault.ROOT_REFUSED,
        ("PostgreSQL doesn't run as root, and user %d can't be used for %s. Run Saldo as a plain"
                + " user, or choose a data folder that every user may pass through (such as"
                + " /var/lib/saldo), or set DATABASE_URL.")
            .formatted(uid, folder));
  }

  private static boolean works(List<String> prefix) {
    var words = new ArrayList<>(prefix);
    words.add("true");
    return Command.run(PROBE_TIMEOUT, words).succeeded();
  }

  private static boolean passable(Path folder, int uid, int gid) throws IOException {
    for (Path step = folder; step != null; step = step.getParent()) {
      Set<PosixFilePermission> allowed =
          Files.readAttributes(step, PosixFileAttributes.class).permissions();
      PosixFilePermission needed = PosixFilePermission.OTHERS_EXECUTE;
      if (number(step, "unix:uid") == uid) {
        needed = PosixFilePermission.OWNER_EXECUTE;
      } else if (number(step, "unix:gid") == gid) {
        needed = PosixFilePermission.GROUP_EXECUTE;
      }
      if (!allowed.contains(needed)) {
        return false;
      }
    }
    return true;
  }

  private static int number(Path path, String attribute) throws IOException {
    return (Integer) Files.getAttribute(path, attribute);
  }

  /// The whole command line for a program.
  List<String> command(List<String> words) {
    var all = new ArrayList<>(prefix);
    all.addAll(words);
    return all;
  }

  /// Gives a file, or a folder with all in it, to the user the server runs as. The top comes last,
  /// so that an interrupted run is seen and done again.
  void own(Path top) throws IOException {
    if (!isRoot() || number(top, "unix:uid") == uid) {
      return;
    }
    try (var paths = Files.walk(top)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
