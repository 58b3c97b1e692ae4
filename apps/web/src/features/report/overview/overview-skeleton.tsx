import { Loading, PageHeader, Section, Skeleton } from "@redoubt/ui";

/** Keeps the places of title, sentences and figures while the first answer is on its way. */
export function OverviewSkeleton({ title }: { title: string }) {
  return (
    <Loading label="Reading the overview">
      <PageHeader title={title} />
      <div className="px-6 phone:px-4">
        {[70, 60, 50].map((width) => (
          <div key={width} className="flex h-11 items-center gap-4 border-t border-line">
            <Skeleton width={48} />
            <Skeleton width={`${width}%`} />
          </div>
        ))}
      </div>
      <Section title="Open findings" className="border-t-line-strong">
        <div className="flex h-12 items-end gap-8">
          {[1, 2, 3, 4, 5].map((each) => (
            <Skeleton key={each} width={64} />
          ))}
        </div>
      </Section>
    </Loading>
  );
}
