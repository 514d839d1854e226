using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Domain;

/// <summary>Where a customer stands: the class (C4) and the axes that are independent of it and of each other (C5).</summary>
public sealed partial class Customer
{
    /// <summary>What the owner says of a customer in numbers (C4).</summary>
    public static readonly IReadOnlyList<Axis> Scores = [Axis.Cooperation, Axis.Loyalty];

    private List<StandingEntry>? newEntries;

    public ValueGrade Grade { get; private set; }

    /// <summary>The class in force: an override while it lasts, else the computed one.</summary>
    public AbcClass Class { get; private set; } = AbcClass.C;

    /// <summary>What Insights computed, kept while an override is in force.</summary>
    [Untold(Entirely = true)]
    public AbcClass ComputedClass { get; private set; } = AbcClass.C;

    /// <summary>When the override of the class ends by itself; null when there is none.</summary>
    public DateTimeOffset? ClassOverriddenUntil { get; private set; }

    public Maturity Maturity { get; private set; } = Maturity.Potential;

    public bool MaturityByHand { get; private set; }

    public Heat Heat { get; private set; } = Heat.Low;

    public bool HeatByHand { get; private set; }

    public ConsumptionZone? Zone { get; private set; }

    public bool IsProblem { get; private set; }

    public bool ProblemByHand { get; private set; }

    /// <summary>How well it works with us, 1 to 5, as its owner sees it (C4).</summary>
    public int? Cooperation { get; private set; }

    /// <summary>How loyal it is, 1 to 5, as its owner sees it (C4).</summary>
    public int? LoyaltyScore { get; private set; }

    /// <summary>When somebody was last spoken with; moved past the change tracker, as are the five below.</summary>
    [Untold(Entirely = true)]
    public DateTimeOffset? LastContactAt { get; private set; }

    /// <summary>The last purchase or signed contract.</summary>
    [Untold(Entirely = true)]
    public DateTimeOffset? LastBusinessAt { get; private set; }

    /// <summary>An open opportunity, or two of money, authority and need: a contact would make the customer hot.</summary>
    [Untold(Entirely = true)]
    public bool HasProspects { get; private set; }

    /// <summary>When the rules of C5 have to be asked again; null when only an event can change what they say.</summary>
    [Untold(Entirely = true)]
    public DateTimeOffset? ReassessAt { get; private set; }

    /// <summary>What made them due was history of another system: what comes of it is told as imported (C13).</summary>
    [Untold(Entirely = true)]
    public bool ReassessQuietly { get; private set; }

    /// <summary>What has been noted since the customer was read, for the save to take.</summary>
    public IReadOnlyList<StandingEntry> NewEntries => newEntries ?? [];

    public void EntriesAreStored() => newEntries = null;

    /// <summary>C4: the class that Insights computed, kept with its reason. An override in force goes before it.</summary>
    public void Classify(AbcClass computed, Wording reason, string by, DateTimeOffset now)
    {
        Note(Axis.Class, EnumCode.Of(ComputedClass), EnumCode.Of(computed), StandingOrigin.Computed, by, now, reason);
        ComputedClass = computed;
        if (ClassOverriddenUntil is not null) return;
        Class = computed;
        WatchForPool();
    }

    /// <summary>C4: a manager's word against the computed class, with a reason and an end.</summary>
    public Refusal? OverrideClass(AbcClass wanted, string reason, DateTimeOffset until, string by, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (until <= now) return Refusal.Invalid("expiresAt", "class.expiry-past", "An override ends in the future.");
        Note(Axis.Class, EnumCode.Of(Class), EnumCode.Of(wanted), StandingOrigin.Override, by, now, InOwnWords(reason), until);
        (Class, ClassOverriddenUntil) = (wanted, until);
        WatchForPool();
        return null;
    }

    /// <summary>C4: the override has expired or is taken back; the computed class returns.</summary>
    public bool EndClassOverride(string by, DateTimeOffset now, Wording? reason = null)
    {
        if (ClassOverriddenUntil is null) return false;
        Note(Axis.Class, EnumCode.Of(Class), EnumCode.Of(ComputedClass), StandingOrigin.OverrideEnded, by, now, reason);
        (Class, ClassOverriddenUntil) = (ComputedClass, null);
        WatchForPool();
        return true;
    }

    /// <summary>C5, I3: the zone that Insights computed. X3: noted also where it says what is known, for one that was computed before may yet come.</summary>
    public bool MoveToZone(ConsumptionZone zone, string by, DateTimeOffset now)
    {
        Note(Axis.Zone, EnumCode.OfNullable(Zone), EnumCode.Of(zone), StandingOrigin.Computed, by, now);
        if (Zone == zone) return false;
        Zone = zone;
        return true;
    }

    /// <summary>C5: sets an axis by hand; it keeps that value until it is given back to the rule.</summary>
    public Refusal? SetHeat(Heat heat, string? reason, string by, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        Note(Axis.Heat, EnumCode.Of(Heat), EnumCode.Of(heat), StandingOrigin.ByHand, by, now, InOwnWords(reason));
        (Heat, HeatByHand) = (heat, true);
        return null;
    }

    public Refusal? SetMaturity(Maturity maturity, string? reason, string by, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        Note(Axis.Maturity, EnumCode.Of(Maturity), EnumCode.Of(maturity), StandingOrigin.ByHand, by, now, InOwnWords(reason));
        (Maturity, MaturityByHand) = (maturity, true);
        return null;
    }

    public Refusal? SetProblem(bool problem, string? reason, string by, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        Note(Axis.Problem, Flag(IsProblem), Flag(problem), StandingOrigin.ByHand, by, now, InOwnWords(reason));
        (IsProblem, ProblemByHand) = (problem, true);
        return null;
    }

    public Refusal? SetGrade(ValueGrade grade, string? reason, string by, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (Ownership.Check(grade, OwnerId, Team) is { } wrong) return wrong;
        Note(Axis.Grade, EnumCode.Of(Grade), EnumCode.Of(grade), StandingOrigin.ByHand, by, now, InOwnWords(reason));
        Grade = grade;
        WatchForPool();
        return null;
    }

    /// <summary>C4: cooperation or loyalty, 1 to 5.</summary>
    public Refusal? Rate(Axis axis, int score, string? reason, string by, DateTimeOffset now)
    {
        if (RefuseUnlessActive() is { } refusal) return refusal;
        if (score is < 1 or > 5) return Refusal.Invalid("value", "score.out-of-range", "A score from 1 to 5 is expected.");
        Say(axis, score, InOwnWords(reason), by, now);
        return null;
    }

    /// <summary>C4, C16: what the owner said of a file that goes into this one, where nobody has said it of this one.</summary>
    public void TakeScores(Customer merged, string by, DateTimeOffset now)
    {
        foreach (var axis in Scores)
            if (ScoreOf(axis) is null && merged.ScoreOf(axis) is { } score) Say(axis, score, new("From the merged file", "来自被合并的档案", "來自被合併的檔案"), by, now);
    }

    /// <summary>C16: a score that a merge brought goes with its undo.</summary>
    public void GiveScoreBack(Axis axis, string by, DateTimeOffset now) => Say(axis, null, new("The merge was undone", "合并已撤销", "合併已撤銷"), by, now);

    /// <summary>C5: gives an axis that was set by hand back to its rule.</summary>
    public void Release(Axis axis)
    {
        if (axis == Axis.Heat) HeatByHand = false;
        if (axis == Axis.Maturity) MaturityByHand = false;
        if (axis == Axis.Problem) ProblemByHand = false;
    }

    /// <summary>C5: takes what the rules say, except where somebody set the axis by hand. True when something changed.</summary>
    public bool Reassess(Assessment assessment, string by, DateTimeOffset now)
    {
        var changed = false;
        if (!HeatByHand && Heat != assessment.Heat)
        {
            Note(Axis.Heat, EnumCode.Of(Heat), EnumCode.Of(assessment.Heat), StandingOrigin.Computed, by, now, assessment.HeatReason);
            (Heat, changed) = (assessment.Heat, true);
        }
        if (!MaturityByHand && Maturity != assessment.Maturity)
        {
            Note(Axis.Maturity, EnumCode.Of(Maturity), EnumCode.Of(assessment.Maturity), StandingOrigin.Computed, by, now, assessment.MaturityReason);
            (Maturity, changed) = (assessment.Maturity, true);
        }
        if (!ProblemByHand && IsProblem != assessment.IsProblem)
        {
            Note(Axis.Problem, Flag(IsProblem), Flag(assessment.IsProblem), StandingOrigin.Computed, by, now, assessment.ProblemReason);
            (IsProblem, changed) = (assessment.IsProblem, true);
        }
        return changed;
    }

    private int? ScoreOf(Axis axis) => axis == Axis.Cooperation ? Cooperation : LoyaltyScore;

    private void Say(Axis axis, int? score, Wording? reason, string by, DateTimeOffset now)
    {
        Note(axis, Number(ScoreOf(axis)), Number(score), StandingOrigin.ByHand, by, now, reason);
        if (axis == Axis.Cooperation) Cooperation = score;
        else LoyaltyScore = score;
    }

    private void Note(
        Axis axis, string? from, string? to, StandingOrigin origin, string by, DateTimeOffset at, Wording? reason = null, DateTimeOffset? until = null) =>
        (newEntries ??= []).Add(StandingEntry.Of(Id, axis, from, to, origin, by, at, reason, until));

    private static Wording? InOwnWords(string? reason) => reason is null ? null : new Wording(reason, reason, reason);

    private static string Flag(bool value) => value ? "true" : "false";

    private static string? Number(int? value) => value?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
