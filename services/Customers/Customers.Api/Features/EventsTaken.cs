using CrmPlatform.Customers.Features.Qualifying;
using CrmPlatform.Customers.Features.Stages;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Customers.Features;

/// <summary>What the service takes from the others, and who takes it.</summary>
internal static class EventsTaken
{
    public static MessagingBuilder TakesEvents(this MessagingBuilder messaging)
    {
        messaging.From("engagement")
            .Handle<StageEvidenceGathered, TakeStageEvidence>()
            .Handle<QualificationAnswered, TakeQualificationAnswer>()
            .Handle<ContractSigned, TakeContractAsEvidence>();
        return messaging;
    }
}
