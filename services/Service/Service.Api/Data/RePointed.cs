namespace CrmPlatform.Service.Data;

/// <summary>C16: a row that followed a merge of customers, so that it goes back when the merge is undone.</summary>
internal sealed class RePointed
{
    /// <summary><see cref="What"/> of a merge that was undone: whenever it is told of, nothing follows it. With the merged customer's id.</summary>
    public const string Undone = "undone";

    /// <summary><see cref="What"/> of a merge that is in force, with the merged customer's id.</summary>
    public const string Merged = "merged";

    /// <summary><see cref="What"/> of a merge that is in force, with the survivor's id.</summary>
    public const string Survivor = "survivor";

    public long Key { get; private set; }

    public Guid MergeId { get; init; }

    /// <summary><c>complaint</c>, <c>grumble</c>, <c>remedy</c>, <c>invitation</c> or <c>answer</c>; or one of the above.</summary>
    public required string What { get; init; }

    public Guid RowId { get; init; }
}
