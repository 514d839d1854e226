using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Steps;

/// <summary>S4, step 6: what the customer says to the solution.</summary>
public enum CustomerAnswer
{
    [Names("Satisfied", "满意", "滿意")] Satisfied,
    [Names("Partly satisfied", "部分满意", "部分滿意")] PartlySatisfied,
    [Names("Dissatisfied", "不满意", "不滿意")] Dissatisfied,
}
