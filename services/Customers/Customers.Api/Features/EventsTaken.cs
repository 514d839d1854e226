using CrmPlatform.Customers.Features.Care;
using CrmPlatform.Customers.Features.Loyalty;
using CrmPlatform.Customers.Features.Pool;
using CrmPlatform.Customers.Features.Privacy;
using CrmPlatform.Customers.Features.Qualifying;
using CrmPlatform.Customers.Features.Relationships;
using CrmPlatform.Customers.Features.Stages;
using CrmPlatform.Customers.Features.Standing;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Notifications.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
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
            .Handle<ContractSigned, TakeContractAsEvidence>()
            .Handle<ContractSigned, TakeContractAnniversary>()
            .Handle<ContractSigned, TakeContractAsBusiness>()
            .Handle<CadencesChanged, TakeCadences>()
            .HandleBatch<OpportunityChanged, TakeOpportunities>()
            .HandleBatch<CallLogged, TakeCalls>()
            .HandleBatch<VisitChanged, TakeVisits>()
            .HandleBatch<ActivityRecorded, TakeOtherActivities>();
        messaging.From("insights")
            .HandleBatch<CustomerClassified, TakeClasses>()
            .HandleBatch<ZoneChanged, TakeZones>();
        messaging.From("service")
            .HandleBatch<ComplaintOpened, TakeComplaints>()
            .Handle<ComplaintAttributed, TakeAttributedComplaints>()
            .Handle<ComplaintMerged, TakeMergedComplaints>()
            .Handle<RemedyBooked, TakeRemedies>()
            .Handle<RemedyBooked, TakeRemedyPoints>();
        messaging.From("notifications")
            .Handle<MailRefused, TakeMailRefusals>();
        return messaging;
    }
}
