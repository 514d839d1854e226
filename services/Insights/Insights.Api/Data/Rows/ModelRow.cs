namespace CrmPlatform.Insights.Data.Rows;

/// <summary>
/// A row of a read model. All read models can be thrown away (I14): a rebuild writes the rows of a new generation beside the present
/// one, and the switch is one number in <see cref="ModelPointer"/>.
/// </summary>
internal abstract class ModelRow
{
    public int Gen { get; set; }
}

/// <summary>What another service said of one thing; the highest version wins, a fact has version 1.</summary>
internal abstract class ThingRow : ModelRow
{
    public Guid Id { get; set; }

    public long Version { get; set; }

    /// <summary>See <see cref="CustomerNumber"/>; null where the thing is about nobody.</summary>
    public long? CustomerNo { get; set; }
}

/// <summary>The one row that says which generation is read and which one a rebuild is writing.</summary>
internal sealed class ModelPointer
{
    public const int TheOne = 1;

    public int Key { get; init; } = TheOne;

    public int Current { get; set; } = 1;

    public int? Fresh { get; set; }

    /// <summary>The job that writes the fresh generation.</summary>
    public Guid? Rebuild { get; set; }

    public DateTimeOffset? SwitchedAt { get; set; }
}

/// <summary>How far a generation's derived figures are.</summary>
internal sealed class ModelState : ModelRow
{
    /// <summary>Counts the changes of the ledger; scores belong to the one they were taken at.</summary>
    public long Revision { get; set; }

    public long ScoredRevision { get; set; }

    public DateTimeOffset? ScoredAt { get; set; }

    /// <summary>The least values of each score on each axis when scores were last taken, as JSON; new figures are scored by them until then.</summary>
    public string? Cuts { get; set; }
}

/// <summary>
/// Customers are numbered in the order they became known, so that keys are short. The numbers outlive every rebuild; they say nothing
/// and leave the service never.
/// </summary>
internal sealed class CustomerNumber
{
    public Guid Id { get; init; }

    public long No { get; init; }
}
