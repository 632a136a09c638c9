import { Injectable } from '@nestjs/common';
import { UserRepository } from '../users/user.repository';
import type { StoredUser } from '../users/user.schema';
import { UserService } from '../users/user.service';
import { teachingFigures, type TeachingFigures } from './teaching-record';

/** An instructor whose kept figures were not those of their courses. */
export interface FiguresRepair {
  user_id: string;
  kept: TeachingFigures;
  counted: TeachingFigures;
}

@Injectable()
export class TeachingRebuildService {
  constructor(
    private readonly users: UserService,
    private readonly accounts: UserRepository,
  ) {}

  /** Counts every instructor's courses anew. @returns what was wrong and is right now */
  async rebuildAll(): Promise<FiguresRepair[]> {
    const repairs: FiguresRepair[] = [];
    for await (const id of this.accounts.eachInstructor()) {
      const repair = await this.rebuild(id);
      if (repair) repairs.push(repair);
    }
    return repairs;
  }

  private async rebuild(user_id: string): Promise<FiguresRepair | undefined> {
    let repair: FiguresRepair | undefined;
    await this.users.change(
      user_id,
      (user) => {
        const { instructor_info, teaching } = user as StoredUser;
        const counted = teachingFigures(teaching);
        const { total_courses = 0, rating = 0 } = instructor_info ?? {};
        const differs = total_courses !== counted.total_courses || rating !== counted.rating;
        repair =
          instructor_info && differs ? { user_id, kept: { total_courses, rating }, counted } : undefined;
        return repair ? { set: { instructor_info: { ...instructor_info!, ...counted } } } : null;
      },
      (id) => this.accounts.findTeacher(id),
    );
    return repair;
  }
}
