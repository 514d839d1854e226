namespace CrmPlatform.Insights.Data.Rows;

internal sealed class ComplaintRow : ThingRow
{
    public string Number { get; set; } = "";

    public string Intake { get; set; } = "";

    public string Category { get; set; } = "";

    public string? SubCategory { get; set; }

    public string Severity { get; set; } = "";

    public string State { get; set; } = "";

    public string? AssigneeId { get; set; }

    public string? Team { get; set; }

    public string? OpenedBy { get; set; }

    public string? Cause { get; set; }

    public DateTimeOffset OpenedAt { get; set; }

    public int Day { get; set; }

    public DateTimeOffset? FirstResponseAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public bool ResponseBreached { get; set; }

    public bool ResolutionBreached { get; set; }

    public int Reopenings { get; set; }

    public bool Imported { get; set; }

    /// <summary>S9: the complaint this one was found to say the same as. That one counts, and this one in no figure. With version 0 nothing else is known of it yet.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>When that was found out; what was found out later holds.</summary>
    public DateTimeOffset? MergedAt { get; set; }

    public bool IsOpen => State != "closed";
}

internal sealed class GrumbleRow : ThingRow
{
    public DateTimeOffset At { get; set; }

    public int Day { get; set; }
}

internal sealed class RemedyRow : ThingRow
{
    public Guid ComplaintId { get; set; }

    public string Kind { get; set; } = "";

    public long? Amount { get; set; }

    public string? Currency { get; set; }

    public DateTimeOffset At { get; set; }

    public int Day { get; set; }
}

internal sealed class AnswerRow : ThingRow
{
    public Guid SurveyId { get; set; }

    public string Metric { get; set; } = "";

    public int Score { get; set; }

    public int ScaleMin { get; set; }

    public int ScaleMax { get; set; }

    public string Occasion { get; set; } = "";

    /// <summary>JSON array of the contract's item scores.</summary>
    public string Items { get; set; } = "[]";

    public DateTimeOffset At { get; set; }

    public int Day { get; set; }
}
