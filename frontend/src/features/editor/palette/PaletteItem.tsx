import type { Operator } from "../../../api/types";
import { OperatorIcon } from "../../graph/OperatorIcon";
import { DRAGGED } from "../canvas/dragged";
import { labelOf } from "../document/catalogue";
import classes from "./Palette.module.css";

interface Props {
  operator: Operator;
  active: boolean;
  onAdd: () => void;
}

/** One operator: click or Enter adds it beside the selected task, dragging puts it where it is dropped. */
export function PaletteItem({ operator, active, onAdd }: Props) {
  const label = labelOf(operator);
  return (
    <button
      type="button"
      className={classes.item}
      data-active={active}
      draggable
      title={operator.description ?? label}
      onClick={onAdd}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, operator.id);
        event.dataTransfer.effectAllowed = "copy";
      }}
    >
      <OperatorIcon operator={operator.name} icon={operator.style?.icon_class_name ?? ""} size={28} />
      <span className={classes.words}>
        <span className={classes.label}>
          <span className="only-read-aloud">Add </span>
          {label}
        </span>
        <span className={classes.description}>{operator.ready ? operator.description : "Image is being prepared"}</span>
      </span>
    </button>
  );
}
