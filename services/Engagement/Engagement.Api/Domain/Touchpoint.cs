using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Engagement.Domain;

/// <summary>E1: a place where customers meet us (接触点), with the measure of how it is experienced there.</summary>
internal sealed class Touchpoint : Entity, IHasHistory
{
    private Touchpoint() { }

    public string Code { get; private set; } = "";

    public Wording Names { get; private set; } = null!;

    public SalesPhase Phase { get; private set; }

    /// <summary>What the experience is measured by, for instance the ease of finding a contact.</summary>
    public Wording Measure { get; private set; } = null!;

    /// <summary>The scale runs from 1 to this.</summary>
    public int ScaleMax { get; private set; }

    public bool Active { get; private set; }

    public Guid HistorySubject => Id;

    public static Touchpoint Enter(string code, Wording names, SalesPhase phase, Wording measure, int scaleMax, bool active)
    {
        var entered = new Touchpoint { Code = code };
        entered.Change(names, phase, measure, scaleMax, active);
        return entered;
    }

    public void Change(Wording names, SalesPhase phase, Wording measure, int scaleMax, bool active) =>
        (Names, Phase, Measure, ScaleMax, Active) = (names, phase, measure, scaleMax, active);
}
