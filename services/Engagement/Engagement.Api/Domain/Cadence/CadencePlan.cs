namespace CrmPlatform.Engagement.Domain.Cadence;

/// <summary>One line of a cadence plan. What is null holds for all.</summary>
/// <param name="Days">Calendar days a customer may be left alone.</param>
/// <param name="EscalateAfterWorkingDays">Working days the task may lie before the manager hears of it; null: as the more general
/// line says.</param>
internal sealed record CadenceRule(
    AbcClass? Class, RelationshipStage? Stage, SalesPhase? Phase, int Days, int? EscalateAfterWorkingDays = null);

/// <summary>What holds for one customer.</summary>
internal readonly record struct Cadence(int Days, int EscalateAfterWorkingDays);

/// <summary>Class, stage and phase of a customer, by which its cadence is looked up.</summary>
internal readonly record struct CadenceKey(AbcClass Class, RelationshipStage Stage, SalesPhase Phase)
{
    public static IEnumerable<CadenceKey> All =>
        from customerClass in Enum.GetValues<AbcClass>()
        from stage in Enum.GetValues<RelationshipStage>()
        from phase in Enum.GetValues<SalesPhase>()
        select new CadenceKey(customerClass, stage, phase);

    /// <summary>How many phases of the sale there are; the phase is the last digit of <see cref="Cell"/> to this base.</summary>
    public const int Phases = 3;

    /// <summary>A small number for the key, to be stored and searched by.</summary>
    public short Cell => (short)((((int)Class * 5) + (int)Stage) * Phases + (int)Phase);
}

/// <summary>
/// E6: how often whom. The most particular line that fits wins: one that names more, then class before stage before phase.
/// </summary>
internal sealed class CadencePlan
{
    private readonly IReadOnlyList<CadenceRule> rules;

    /// <exception cref="ArgumentException">See <see cref="Problems"/>.</exception>
    public CadencePlan(IEnumerable<CadenceRule> rules, DayShift shift = DayShift.Following)
    {
        this.rules = [.. rules.OrderByDescending(Particularity)];
        Shift = shift;
        var problems = Problems(this.rules);
        if (problems.Count > 0) throw new ArgumentException(string.Join(", ", problems), nameof(rules));
    }

    // E6: A 7, B 14, C 30 days by default.
    public static CadencePlan Default { get; } = new(
    [
        new(AbcClass.A, null, null, Days: 7, EscalateAfterWorkingDays: 2),
        new(AbcClass.B, null, null, Days: 14, EscalateAfterWorkingDays: 3),
        new(AbcClass.C, null, null, Days: 30, EscalateAfterWorkingDays: 5),
    ]);

    public DayShift Shift { get; }

    public IReadOnlyList<CadenceRule> Rules => rules;

    /// <summary>What is wrong with lines of a plan, as stable codes; empty when they make one.</summary>
    public static IReadOnlyList<string> Problems(IReadOnlyList<CadenceRule> rules)
    {
        var codes = new List<string>();
        if (rules.Any(rule => rule.Days is < 1 or > 730)) codes.Add("cadence.days-out-of-range");
        if (rules.Any(rule => rule.EscalateAfterWorkingDays is < 0 or > 250)) codes.Add("cadence.escalation-out-of-range");
        if (rules.DistinctBy(rule => (rule.Class, rule.Stage, rule.Phase)).Count() != rules.Count) codes.Add("cadence.line-repeated");
        // Nobody is forgotten: a plan that is silent about somebody is none.
        if (CadenceKey.All.Any(key => !rules.Any(rule => Fits(rule, key)))) codes.Add("cadence.customers-without-line");
        if (CadenceKey.All.Any(key => !rules.Any(rule => Fits(rule, key) && rule.EscalateAfterWorkingDays is not null)))
            codes.Add("cadence.customers-without-escalation");
        return codes;
    }

    public Cadence For(CadenceKey key)
    {
        var fitting = rules.Where(rule => Fits(rule, key)).ToList();
        return new Cadence(fitting[0].Days, fitting.First(rule => rule.EscalateAfterWorkingDays is not null).EscalateAfterWorkingDays!.Value);
    }

    /// <summary>Which customers a change concerns: only their next look has to be computed anew.</summary>
    public IReadOnlyList<CadenceKey> ChangedFrom(CadencePlan earlier) =>
        [.. CadenceKey.All.Where(key => Shift != earlier.Shift || For(key) != earlier.For(key))];

    private static bool Fits(CadenceRule rule, CadenceKey key) =>
        (rule.Class is null || rule.Class == key.Class)
        && (rule.Stage is null || rule.Stage == key.Stage)
        && (rule.Phase is null || rule.Phase == key.Phase);

    private static int Particularity(CadenceRule rule)
    {
        var (named, rank) = (0, 0);
        if (rule.Class is not null) (named, rank) = (named + 1, rank + 4);
        if (rule.Stage is not null) (named, rank) = (named + 1, rank + 2);
        if (rule.Phase is not null) (named, rank) = (named + 1, rank + 1);
        return named * 8 + rank;
    }
}
