namespace CrmPlatform.Customers.Data.Merging;

/// <summary>A row that a merge handed over, so that an undo hands it back.</summary>
internal sealed class MergeMove
{
    public long MergeKey { get; init; }

    public required string Table { get; init; }

    public long RowKey { get; init; }

    /// <summary>The row was the survivor's and made room: it belongs to the merged file while the merge lasts.</summary>
    public bool MadeRoom { get; init; }
}
