namespace CrmPlatform.Identity.Domain;

/// <summary>When keys come, sign and go.</summary>
/// <param name="Lifetime">How long a key signs.</param>
/// <param name="Announced">How long it is published before it signs, so that everybody who keeps a copy of the key set has it by then.</param>
/// <param name="Kept">How long it is published after it has signed: until the last token it signed has expired.</param>
internal sealed record KeySchedule(TimeSpan Lifetime, TimeSpan Announced, TimeSpan Kept)
{
    /// <summary>The one that signs now: the youngest whose time has come, or the first when none has.</summary>
    public static KeyRow Active(IReadOnlyList<KeyRow> keys, DateTimeOffset now) =>
        keys.Where(key => key.ActiveFrom <= now).MaxBy(key => key.Generation) ?? keys.MinBy(key => key.Generation)!;

    /// <summary>Those a token may still have been signed with, and those that will sign next.</summary>
    public IEnumerable<KeyRow> Published(IReadOnlyList<KeyRow> keys, DateTimeOffset now) => keys.Where(key => GoneAt(key, keys) is not { } gone || now < gone);

    /// <summary>When the last token signed with a key has expired; null while it is the youngest.</summary>
    public DateTimeOffset? GoneAt(KeyRow key, IReadOnlyList<KeyRow> keys) =>
        keys.Where(other => other.Generation > key.Generation).MinBy(other => other.Generation) is { } successor
            ? successor.ActiveFrom + Kept
            : null;

    /// <summary>Whether the youngest key has grown so old that its successor must be announced.</summary>
    public bool NeedsSuccessor(IReadOnlyList<KeyRow> keys, DateTimeOffset now) =>
        keys.MaxBy(key => key.Generation) is not { } youngest || youngest.ActiveFrom + Lifetime - Announced <= now;
}
