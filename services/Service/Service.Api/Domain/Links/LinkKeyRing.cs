using System.Collections.Immutable;

namespace CrmPlatform.Service.Domain.Links;

/// <summary>A key that signs links from one instant on and is accepted until another.</summary>
internal sealed record LinkKey(int Id, ReadOnlyMemory<byte> Secret, DateTimeOffset SignsFrom, DateTimeOffset AcceptedUntil)
{
    /// <summary>Never the secret: a record would print it into the next log.</summary>
    public override string ToString() => $"link key {Id}, from {SignsFrom:O} until {AcceptedUntil:O}";
}

/// <summary>
/// The keys of signed links. A new one is added some time before it begins to sign, so that every replica knows it by then; an old
/// one is accepted until the last link it signed has expired. A key that leaked is taken out, and its links with it.
/// </summary>
internal sealed class LinkKeyRing
{
    private const int ShortestSecret = 32;

    private readonly ImmutableArray<LinkKey> keys;

    public LinkKeyRing(IEnumerable<LinkKey> keys)
    {
        this.keys = [.. keys.OrderByDescending(key => key.SignsFrom).ThenByDescending(key => key.Id)];
        if (this.keys.IsEmpty)
            throw new ArgumentException("Signed links need at least one key.", nameof(keys));
        if (this.keys.Select(key => key.Id).Distinct().Count() != this.keys.Length)
            throw new ArgumentException("Two link keys have the same id.", nameof(keys));
        if (this.keys.FirstOrDefault(key => key.Secret.Length < ShortestSecret) is { } weak)
            throw new ArgumentException($"The secret of link key {weak.Id} needs at least {ShortestSecret} bytes.", nameof(keys));
    }

    /// <summary>The youngest key that signs already and will be accepted for as long as the link lives; throws when there is none.</summary>
    public LinkKey ToSign(DateTimeOffset now, DateTimeOffset expires) =>
        keys.FirstOrDefault(key => key.SignsFrom <= now && key.AcceptedUntil >= expires)
        ?? throw new InvalidOperationException($"No link key signs at {now:O} and is accepted until {expires:O}; add one to the ring.");

    /// <summary>All that are still accepted, the youngest first.</summary>
    public IEnumerable<LinkKey> Accepted(DateTimeOffset now) => keys.Where(key => now <= key.AcceptedUntil);

    /// <summary>The key with this id, if it is still accepted.</summary>
    public LinkKey? ToVerify(int id, DateTimeOffset now) => keys.FirstOrDefault(key => key.Id == id && now <= key.AcceptedUntil);
}
