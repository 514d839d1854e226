namespace CrmPlatform.Service.Domain.Steps;

/// <summary>S4: the seven steps of handling a complaint, in their order.</summary>
public enum Step
{
    Listen = 1,
    Thank = 2,
    Apologise = 3,
    Promise = 4,
    Solve = 5,
    Confirm = 6,
    Review = 7,
}
