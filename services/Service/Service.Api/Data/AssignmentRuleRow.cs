using CrmPlatform.Service.Domain.Assignment;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Service.Data;

/// <summary>S3: an assignment rule as it is stored; its id is the row's.</summary>
internal sealed class AssignmentRuleRow : Entity, IHasHistory
{
    private AssignmentRuleRow() { }

    public AssignmentRule Rule { get; private set; } = null!;

    public Guid HistorySubject => Id;

    public static AssignmentRuleRow Enter(Func<string, AssignmentRule> rule)
    {
        var row = new AssignmentRuleRow();
        row.Rule = rule(row.Id.ToString());
        return row;
    }

    public void Change(AssignmentRule rule) => Rule = rule;
}
