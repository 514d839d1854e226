using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Steps;

/// <summary>S4, step 3: what we apologise for. Where the fault is not ours, we are sorry for how the customer feels.</summary>
public enum ApologyGround
{
    [Names("Our fault", "我方过错", "我方過錯")] OurFault,
    [Names("How the customer feels", "客户感受", "客戶感受")] CustomerFeelings,
}
