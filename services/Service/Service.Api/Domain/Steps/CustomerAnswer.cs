namespace CrmPlatform.Service.Domain.Steps;

/// <summary>S4, step 6: what the customer says to the solution.</summary>
public enum CustomerAnswer
{
    Satisfied,
    PartlySatisfied,
    Dissatisfied,
}
