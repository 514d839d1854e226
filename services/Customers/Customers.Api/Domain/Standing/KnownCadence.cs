namespace CrmPlatform.Customers.Domain;

/// <summary>E6: how long a customer of a class, stage and phase of the sale may be left alone, as Engagement tells it.</summary>
internal sealed class KnownCadence
{
    private KnownCadence() { }

    public long Key { get; private set; }

    public AbcClass Class { get; private set; }

    public RelationshipStage Stage { get; private set; }

    public SalesPhase Phase { get; private set; }

    public int Days { get; private set; }

    /// <summary>Of the plan at Engagement; a lower one that comes later is passed over.</summary>
    public long SourceVersion { get; private set; }

    public static KnownCadence Of(AbcClass abc, RelationshipStage stage, SalesPhase phase) => new() { Class = abc, Stage = stage, Phase = phase };

    public void Take(int days, long version) => (Days, SourceVersion) = (days, version);
}
