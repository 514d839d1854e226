using CrmPlatform.Service.Domain.Causes;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Data;

/// <summary>S8: a cause of the tree; known by its code.</summary>
internal sealed class CauseRow : Entity, IHasHistory
{
    private CauseRow() { }

    public string Code { get; private set; } = "";

    public string? ParentCode { get; private set; }

    public string Name { get; private set; } = "";

    public Guid HistorySubject => Id;

    public static CauseRow Enter(string code, string? parent, string name) => new() { Code = code, ParentCode = parent, Name = name };

    public void Change(string? parent, string name) => (ParentCode, Name) = (parent, name);

    public Cause ToDomain() => new(Code, ParentCode, Name);
}

/// <summary>S8: a chain of whys about a complaint.</summary>
internal sealed class WhysRow : Entity, IHasHistory
{
    public Guid ComplaintId { get; init; }

    [Untold]
    public FiveWhys Whys { get; set; } = null!;

    public string By { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public Guid HistorySubject => ComplaintId;
}

/// <summary>S8: a corrective action with what the passes need of it.</summary>
internal sealed class ActionRow : Entity, IHasHistory
{
    private ActionRow() { }

    public string CauseCode { get; private set; } = "";

    /// <summary>The complaint it came from.</summary>
    public Guid? ComplaintId { get; private set; }

    [Untold]
    public CorrectiveAction Action { get; private set; } = null!;

    public string Owner { get; private set; } = "";

    public DateTimeOffset DueAt { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    public bool OverdueTold { get; private set; }

    /// <summary>The result of the effectiveness check, once it was made.</summary>
    public Effectiveness? Verdict { get; private set; }

    public int? Before { get; private set; }

    public int? After { get; private set; }

    /// <summary>When something is to be done next: tell that it is overdue, or check whether it helped.</summary>
    [Untold(Entirely = true)]
    public DateTimeOffset? NextAt { get; private set; }

    public Guid HistorySubject => Id;

    public static ActionRow Enter(CorrectiveAction action, Guid? complaint)
    {
        var row = new ActionRow { ComplaintId = complaint };
        row.Take(action);
        return row;
    }

    public void Take(CorrectiveAction action)
    {
        // Of another day it is told anew, and to whom it is given.
        OverdueTold &= (action.DueAt, action.Owner) == (DueAt, Owner);
        (Action, CauseCode, Owner, DueAt, DoneAt) = (action, action.CauseId, action.Owner, action.DueAt, action.DoneAt);
        Read();
    }

    public void TellOverdue()
    {
        OverdueTold = true;
        Read();
    }

    public void Judge(EffectivenessVerdict verdict)
    {
        (Verdict, Before, After) = (verdict.Effectiveness, verdict.Before, verdict.After);
        Read();
    }

    private void Read() => NextAt = Verdict is not null ? null : DoneAt is not null ? Action.CheckDueAt : OverdueTold ? null : DueAt;
}
