using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Engagement.Domain.Funnel;

/// <summary>What people may write about an opportunity; money in minor units of its currency.</summary>
/// <param name="ProbabilityPercent">The stage's when null.</param>
internal sealed record OpportunityPlan(
    string Title, string OwnerId, string Team, string Currency, long? AmountMinor, int? ProbabilityPercent, DateOnly? ExpectedClose, Guid? ContactId,
    string? DecisionMaker, string? Need, string? Solution, string? NextStep, IReadOnlyList<string> Competitors, string? Notes, Guid? CampaignId);

/// <summary>E8: something that may be sold, on its way through a pipeline.</summary>
internal sealed class Opportunity : CustomerThing, IHasHistory
{
    /// <summary>The reason of one that ended because the customer was erased.</summary>
    public const string Erased = "erased";

    private Opportunity() { }

    public string Title { get; private set; } = "";

    public string OwnerId { get; private set; } = "";

    public string Team { get; private set; } = "";

    public string Pipeline { get; private set; } = "";

    public string Stage { get; private set; } = "";

    public DealState State { get; private set; }

    public string Currency { get; private set; } = "";

    public long? AmountMinor { get; private set; }

    /// <summary>As its owner judges it; null leaves it to the stage.</summary>
    public int? OwnProbabilityPercent { get; private set; }

    /// <summary>What the forecast reckons with: the owner's judgement or the stage's.</summary>
    public int ProbabilityPercent { get; private set; }

    public DateOnly? ExpectedClose { get; private set; }

    /// <summary>The <see cref="Months.Number"/> of the expected close's month, which the database keeps: it groups by it.</summary>
    [Untold(Entirely = true)]
    public int? ExpectedMonth { get; private set; }

    public Guid? ContactId { get; private set; }

    public string? DecisionMaker { get; private set; }

    public string? Need { get; private set; }

    public string? Solution { get; private set; }

    public string? NextStep { get; private set; }

    public IReadOnlyList<string> Competitors { get; private set; } = [];

    public string? Notes { get; private set; }

    public string? LostReason { get; private set; }

    public Guid? CampaignId { get; private set; }

    /// <summary>A quote has been sent to the customer.</summary>
    public bool Quoted { get; private set; }

    /// <summary>Every necessary term of its contract has been confirmed.</summary>
    public bool TermsConfirmed { get; private set; }

    /// <summary>E8: every stage entered, oldest first.</summary>
    [Untold]
    public IReadOnlyList<StageEntry> Path { get; private set; } = [];

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public Guid HistorySubject => CustomerId;

    public Money? Amount => AmountMinor is { } minor ? new Money(minor, Currency) : null;

    /// <summary>The fields it carries, for the stages that ask for them.</summary>
    public IReadOnlySet<DealField> Filled
    {
        get
        {
            (DealField Field, bool Is)[] all =
            [
                (DealField.Amount, AmountMinor > 0), (DealField.ExpectedClose, ExpectedClose is not null), (DealField.Contact, ContactId is not null),
                (DealField.DecisionMaker, DecisionMaker is not null), (DealField.Need, Need is not null), (DealField.Competitors, Competitors.Count > 0),
                (DealField.Solution, Solution is not null), (DealField.NextStep, NextStep is not null), (DealField.Quote, Quoted),
                (DealField.LostReason, LostReason is not null), (DealField.ContractTerms, TermsConfirmed),
            ];
            return all.Where(pair => pair.Is).Select(pair => pair.Field).ToHashSet();
        }
    }

    /// <summary>Opens one in the first stage of a pipeline, or with what it takes in a later one.</summary>
    public static (Opportunity? Opened, Refusal? Refusal) Open(
        Guid customerId, Pipeline pipeline, string? stage, OpportunityPlan plan, string by, DateTimeOffset now)
    {
        var opportunity = new Opportunity { Pipeline = pipeline.Key, CreatedBy = by, CreatedAt = now };
        opportunity.Belong(customerId);
        opportunity.Take(plan);
        return opportunity.MoveTo(pipeline, stage ?? pipeline.Stages[0].Key, null, now, by) is { } refusal ? (null, refusal) : (opportunity, null);
    }

    public Refusal? Change(OpportunityPlan plan, Pipeline pipeline)
    {
        if (State != DealState.Open) return Refusal.Conflict("opportunity.closed", $"This opportunity is {State.ToString().ToLowerInvariant()}; only an open one is changed.");
        // E8: what the stages it has entered ask for cannot be emptied behind their back.
        var before = Filled;
        Take(plan);
        var wanted = Path.Select(entry => pipeline.Find(entry.StageKey)).OfType<PipelineStage>().SelectMany(stage => stage.Required).ToHashSet();
        if (before.Except(Filled).Where(wanted.Contains).Order().ToList() is [var emptied, ..])
            return Refusal.Conflict("opportunity.field-required", $"The stages it has entered need {Word(emptied)}.", ("field", emptied));
        Weigh(pipeline);
        return null;
    }

    /// <summary>Moves it on, back, or to an end; each stage on the way is recorded.</summary>
    public Refusal? MoveTo(Pipeline pipeline, string stage, string? lostReason, DateTimeOffset at, string by)
    {
        var target = pipeline.Find(stage);
        var filled = Filled.ToHashSet();
        if (target?.Kind == PipelineStageKind.Lost && lostReason is not null) filled.Add(DealField.LostReason);
        var move = StagePath.Move(pipeline, Path, stage, filled, at, by);
        if (!move.IsAllowed) return Explain(move, pipeline);
        if (move.Entered.Count == 0) return null;
        Path = [.. Path, .. move.Entered];
        Stage = stage;
        State = target!.Kind switch { PipelineStageKind.Won => DealState.Won, PipelineStageKind.Lost => DealState.Lost, _ => DealState.Open };
        ClosedAt = State == DealState.Open ? null : at;
        LostReason = State == DealState.Lost ? lostReason ?? LostReason : null;
        Weigh(pipeline);
        return null;
    }

    /// <summary>C20: nothing is sold any more to somebody who was erased, whatever the stages ask for.</summary>
    public void LoseToErasure(Pipeline? pipeline, DateTimeOffset at, string by)
    {
        if (pipeline?.Stages.FirstOrDefault(stage => stage.Kind == PipelineStageKind.Lost) is { } lost)
        {
            Path = [.. Path, new StageEntry(lost.Key, at, by)];
            Stage = lost.Key;
        }
        (State, ClosedAt, LostReason, ProbabilityPercent) = (DealState.Lost, at, Erased, 0);
    }

    public void NoteQuote() => Quoted = true;

    public void NoteTerms(bool confirmed) => TermsConfirmed = confirmed;

    public void HandTo(string ownerId, string team) => (OwnerId, Team) = (ownerId, team);

    private void Take(OpportunityPlan plan)
    {
        (Title, OwnerId, Team, Currency, AmountMinor) = (plan.Title, plan.OwnerId, plan.Team, plan.Currency, plan.AmountMinor);
        (OwnProbabilityPercent, ExpectedClose, ContactId, DecisionMaker) = (plan.ProbabilityPercent, plan.ExpectedClose, plan.ContactId, plan.DecisionMaker);
        (Need, Solution, NextStep, Competitors) = (plan.Need, plan.Solution, plan.NextStep, plan.Competitors);
        (Notes, CampaignId) = (plan.Notes, plan.CampaignId);
    }

    /// <summary>E8: the owner's judgement, or what the stage says by now.</summary>
    public void Weigh(Pipeline pipeline)
    {
        var stage = pipeline.Find(Stage);
        ProbabilityPercent = State == DealState.Open ? OwnProbabilityPercent ?? stage?.ProbabilityPercent ?? 0 : State == DealState.Won ? Forecast.Certain : 0;
    }

    private static Refusal Explain(StageMove move, Pipeline pipeline) => move.RefusalCode switch
    {
        "opportunity.stage-unknown" => Refusal.Invalid("stage", move.RefusalCode, $"The stages of {pipeline.Key} are {string.Join(", ", pipeline.Stages.Select(stage => stage.Key))}."),
        "opportunity.fields-missing" => Refusal.Conflict(
            move.RefusalCode, $"Before this stage it needs {string.Join(", ", move.Missing.Select(gap => Word(gap.Field)))}.",
            ("missing", move.Missing.Select(gap => new { stage = gap.StageKey, field = gap.Field }).ToArray())),
        "opportunity.already-won" => Refusal.Conflict(move.RefusalCode, "It is won; a contract stands behind it."),
        "opportunity.reopen-first" => Refusal.Conflict(move.RefusalCode, "It is lost; take it up again in an open stage first."),
        _ => Refusal.Conflict(move.RefusalCode!, "It entered its present stage later than that."),
    };

    private static string Word(DealField field) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(field.ToString());
}
