namespace CrmPlatform.Customers.Data.Imports;

/// <summary>Something an undo left as it is, and why.</summary>
internal sealed record KeptDeed(string Thing, Guid Id, string Name, string Code, string Message);

/// <summary>What a piece of an undo came to.</summary>
internal sealed class UndoneDeeds
{
    public List<KeptDeed> Kept { get; } = [];

    public long Removed { get; set; }

    public long Restored { get; set; }

    public long Orders { get; set; }

    public long Lines { get; set; }

    public long Products { get; set; }

    /// <summary>What is written past the change tracker once the rows are saved, in the same transaction.</summary>
    public Func<CancellationToken, Task>? Then { get; set; }
}
