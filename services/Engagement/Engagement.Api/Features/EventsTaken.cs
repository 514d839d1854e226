using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Engagement.Features.Care;
using CrmPlatform.Engagement.Features.Interventions;
using CrmPlatform.Engagement.Features.Privacy;
using CrmPlatform.Engagement.Features.Timeline;
using CrmPlatform.Engagement.Replicas;
using CrmPlatform.Insights.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Messaging;

namespace CrmPlatform.Engagement.Features;

/// <summary>Which events this service publishes, and which it takes from whom.</summary>
internal static class EventsTaken
{
    public static void Listen(MessagingBuilder messaging)
    {
        messaging.Publishes(typeof(VisitChanged).Assembly);
        messaging.From("customers")
            .HandleBatch<CustomerChanged, CustomersKnown>().Handle<StaffChanged, ColleaguesKnown>()
            .HandleBatch<PurchaseRecorded, PurchasesOnTimeline>().HandleBatch<PurchaseWithdrawn, PurchasesOffTimeline>().HandleBatch<StageChanged, StagesOnTimeline>().HandleBatch<CustomerTransferred, TransfersOnTimeline>()
            .Handle<CustomerTransferred, CustomersHandedOver>().Handle<CustomersMerged, CustomersMergedHere>().Handle<CustomerMergeUndone, MergesUndoneHere>()
            .Handle<CustomerErased, PersonErased>().Handle<ContactErased, ContactForgotten>().Handle<CareDue, CareTasks>().Handle<SupportPlanChanged, SupportPlansFollowed>();
        messaging.From("service")
            .HandleBatch<ComplaintOpened, ComplaintsOpenedOnTimeline>().HandleBatch<ComplaintAttributed, ComplaintsAttributedOnTimeline>().HandleBatch<ComplaintStepRecorded, ComplaintStepsOnTimeline>()
            .HandleBatch<ComplaintClosed, ComplaintsClosedOnTimeline>().HandleBatch<ComplaintReopened, ComplaintsReopenedOnTimeline>()
            .HandleBatch<ComplaintEscalated, ComplaintsEscalatedOnTimeline>().HandleBatch<GrumbleRecorded, GrumblesOnTimeline>().HandleBatch<SurveyAnswered, SurveysOnTimeline>();
        messaging.From("insights")
            .HandleBatch<CustomerClassified, ClassesOnTimeline>().HandleBatch<ZoneChanged, ZonesOnTimeline>().HandleBatch<ChurnWarned, ChurnOnTimeline>()
            .Handle<ChurnWarned, ChurnIntervened>();
    }
}
