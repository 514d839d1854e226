namespace CrmPlatform.Service.Domain.Steps;

/// <summary>S4, step 3: what we apologise for. Where the fault is not ours, we are sorry for how the customer feels.</summary>
public enum ApologyGround
{
    OurFault,
    CustomerFeelings,
}
